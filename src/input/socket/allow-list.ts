// Addresses and CIDR blocks as node's BlockList takes them. It resolves no names: an allow-list must not hang on DNS.
import { isIP, type BlockList } from 'node:net';

/**
 * @param text `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`
 * @returns whether it was one of these, and is in the list now
 */
export function addToList(list: BlockList, text: string): boolean {
  const [, address = '', bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (bits === undefined) list.addAddress(address, family);
  else if (Number(bits) > (version === 4 ? 32 : 128)) return false;
  else list.addSubnet(address, Number(bits), family);
  return true;
}

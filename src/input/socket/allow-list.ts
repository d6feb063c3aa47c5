// Adds addresses and CIDR blocks to a BlockList of node. Host names are refused: an allow-list must not depend on DNS.
import { isIP, type BlockList } from 'node:net';

/**
 * @param text `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`
 * @returns false when it is none of these, and nothing was added
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

// Adds addresses and CIDR blocks to a BlockList of Node.js. Host names are refused: an allow-list must not depend on DNS.
import { BlockList, isIP, isIPv6 } from 'node:net';

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

/** @returns whether an address is one of these, or in one of these blocks; none is when there are none */
export function createAddressFilter(addresses: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const address of addresses) addToList(list, address);
  return (address) => list.check(address.replace(/%.*$/, ''), isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** @returns whether an address may send: any may when there are none */
export function createAllowList(addresses: readonly string[]): (address: string) => boolean {
  return addresses.length === 0 ? () => true : createAddressFilter(addresses);
}

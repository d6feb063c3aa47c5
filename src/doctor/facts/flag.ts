// How a command line is asked for the value of one of its flags. Knows no flag by name.

/** @returns the value of a flag written as `--flag value` or `--flag=value` */
export function flagOf(flags: readonly string[] | undefined, name: string): string | undefined {
  const at = flags?.findIndex((flag) => flag === name || flag.startsWith(`${name}=`)) ?? -1;
  if (at === -1) return undefined;
  return flags?.[at] === name ? flags[at + 1] : flags?.[at]?.slice(name.length + 1);
}

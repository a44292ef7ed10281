import { Option } from 'commander'

/**
 * An option that has no value unless it is given.
 * @param otherwise what holds if it is not: help shows it as the default
 */
export function unsetOption(flags: string, description: string, otherwise: string): Option {
  return new Option(flags, description).default(undefined, otherwise)
}

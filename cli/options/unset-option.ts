import { Option } from 'commander'

/**
 * An option that has no value unless the user gives one.
 * @param otherwise what happens without it; help shows this as the default
 */
export function unsetOption(flags: string, description: string, otherwise: string): Option {
  return new Option(flags, description).default(undefined, otherwise)
}

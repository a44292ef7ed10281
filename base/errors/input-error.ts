/** Input that cannot be used: one sentence with what was expected, what was found and where. Exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError'
}

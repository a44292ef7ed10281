/** The user stopped a command; the message says what that means for what was done. Exit code 130. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

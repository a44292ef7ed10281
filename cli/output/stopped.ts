/** The user stopped a command. The message says what happens to the work that was done. Exit code 130. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

import { codeOf, systemReason } from '../../base/errors/system-sentence.js'

/**
 * Makes the standard streams fail quietly. A reader that closes the pipe early (`| head -1`) is not an error, and a closed
 * or full stream reports its error as an event that no `catch` receives.
 */
export function guardOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.off('error', onError)
    stream.on('error', onError)
  }
}

function onError(error: Error): void {
  if (codeOf(error) === 'EPIPE') return
  process.stderr.write(
    `chartsift: cannot write to the standard streams: ${systemReason(error) ?? error.name}\n`,
  )
  process.exit(2)
}

import { codeOf, systemReason } from '../../base/errors/system-sentence.js'

/**
 * Makes the standard streams fail quietly: a reader that has seen enough (`| head -1`) is no error, and what a closed
 * or full stream reports comes as an event that nothing else could catch.
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

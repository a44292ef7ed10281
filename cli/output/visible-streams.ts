import { escapeJson, isVisible, visible } from '../../eval/report/tables/visible-text.js'

type Write = NodeJS.WriteStream['write']
const unfiltered = new WeakMap<NodeJS.WriteStream, Write>()

/**
 * From now on, all text on the standard streams shows hidden characters as their codes: notes, names and ids come
 * from files, and a terminal obeys the control characters in them. JSON escapes them, so its values stay the same.
 * @returns a function that restores the streams
 */
export function showVisibly(): () => void {
  const ends = [process.stdout, process.stderr].map((stream) => {
    const { write } = stream
    unfiltered.set(stream, write)
    stream.write = ((chunk: string | Uint8Array, ...rest: []) =>
      write.call(stream, typeof chunk === 'string' ? shown(chunk) : chunk, ...rest)) as Write
    return () => {
      stream.write = write
      unfiltered.delete(stream)
    }
  })
  return () => {
    for (const end of ends) end()
  }
}

function shown(text: string): string {
  if (isVisible(text)) return text
  const isData = isJson(text) || text.trimEnd().split('\n').every(isJson)
  return isData ? escapeJson(text) : visible(text)
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

/** The same stream without the change, for output that moves the cursor and for bytes that a program reads. */
export function withoutChange(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = unfiltered.get(stream)
  if (write === undefined) return stream
  return Object.create(stream, { write: { value: write.bind(stream) } }) as NodeJS.WriteStream
}

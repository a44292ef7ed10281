import { describe, expect, it, vi } from 'vitest'
import { showVisibly, withoutChange } from '../../../cli/output/visible-streams.js'

function printed(write: (stream: NodeJS.WriteStream) => void): string {
  let text = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  const end = showVisibly()
  try {
    write(process.stdout)
  } finally {
    end()
    spy.mockRestore()
  }
  return text
}

describe('the standard streams', () => {
  it('show hidden characters of text as codes, and escape those of JSON and of JSON lines', () => {
    expect(printed((out) => out.write('a\u009bb\u202ec\n'))).toBe('a<U+009B>b<U+202E>c\n')
    const values = [{ id: 'x\u009b' }, { id: 'y\u202e' }]
    const json = printed((out) => out.write(`${JSON.stringify(values, null, 2)}\n`))
    expect(json).not.toMatch(/[\u009b\u202e]/)
    expect(JSON.parse(json)).toEqual(values)
    const lines = printed((out) => out.write(values.map((value) => `${JSON.stringify(value)}\n`).join('')))
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(values)
    expect(lines).not.toMatch(/[\u009b\u202e]/)
  })

  it('can be written to without the change, and are as before afterwards', () => {
    expect(printed((out) => withoutChange(out).write('\u001b[2K'))).toBe('\u001b[2K')
    const { write } = process.stdout
    showVisibly()()
    expect(process.stdout.write).toBe(write)
  })
})

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEmbedder } from '../../generators/kinds/open-embedder.js'
import { openStaticEmbedder } from '../../indexes/embedders/static-embedder.js'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import { writeTinyEncoder } from '../fixtures/tiny-encoder.js'

/** Lines of the words that the tiny encoder knows, drawn by a linear congruential generator. */
function prose(): string {
  const words = ['chest', 'pain', 'no', 'fever', 'glucose', 'high', 'a', 'b', 'c']
  let state = 1
  const draw = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
  const line = () => Array.from({ length: 4 + draw(5) }, () => words[draw(words.length)]).join(' ')
  return Array.from({ length: 1200 }, () => `${line()}.`).join('\n')
}

describe('chartsift distill', () => {
  it('makes the same bytes twice, near to its teacher, with a card that names what it was made from', async () => {
    const { folder, workspace } = fixtureFolder()
    const teacher = writeTinyEncoder()
    writeFileSync(join(folder, 'prose.txt'), prose())
    const make = (out: string) =>
      chartsift(
        'distill',
        '--teacher',
        teacher,
        '--text',
        join(folder, 'prose.txt'),
        '--dimensions',
        '6',
        '--epochs',
        '4',
        '--out',
        join(folder, out),
        '--attribution',
        'Text: public domain',
        '--workspace',
        workspace,
        '--json',
        '--quiet',
      )
    const { code, out } = await make('one')
    expect(code).toBe(0)
    const { agreement, agreementBefore } = JSON.parse(out) as { agreement: number; agreementBefore: number }
    expect(agreement).toBeGreaterThan(0.6)
    expect(agreement).toBeGreaterThan(agreementBefore)
    await make('two')
    const files = readdirSync(join(folder, 'one')).sort()
    expect(files).toEqual(['README.md', 'config.json', 'model.safetensors', 'tokenizer.json'])
    for (const file of files)
      expect(
        readFileSync(join(folder, 'two', file)).equals(readFileSync(join(folder, 'one', file))),
        file,
      ).toBe(true)
    const card = readFileSync(join(folder, 'one', 'README.md'), 'utf8')
    expect(card).toMatch(/teacher \| tiny, sha256[\s\S]*prose\.txt: 1200 lines[\s\S]*- Text: public domain/)
    const student = await openStaticEmbedder(join(folder, 'one'), 'student')
    expect(student.dimensions).toBe(6)
    const [near, far] = await student.embed(['chest pain', 'glucose high'], 'passage')
    const [query] = await student.embed(['pain chest'], 'query')
    const dot = (vector: Float32Array) => vector.reduce((sum, value, d) => sum + value * query![d]!, 0)
    expect(dot(near!)).toBeGreaterThan(dot(far!))
  })

  it('stops at the start with --no-training, learns from the notes of a corpus, and refuses what it cannot distil', async () => {
    const { folder, workspace, embedder, cohort } = fixtureFolder()
    const common = ['--out', join(folder, 'out'), '--workspace', workspace, '--quiet']
    const plain = await chartsift(
      'distill',
      '--teacher',
      writeTinyEncoder(),
      '--no-training',
      '--dimensions',
      '4',
      ...common,
    )
    expect(plain.code).toBe(0)
    expect(readFileSync(join(folder, 'out', 'README.md'), 'utf8')).toContain('| training | none |')
    const learned = await chartsift(
      'distill',
      '--teacher',
      writeTinyEncoder(),
      '--corpus',
      cohort,
      '--dimensions',
      '4',
      ...common,
    )
    expect(learned.code).toBe(0)
    expect(readFileSync(join(folder, 'out', 'README.md'), 'utf8')).toMatch(/- notes of cohort: \d+ lines/)
    const refused = async (sentence: RegExp, ...argv: string[]) =>
      expect(await chartsift('distill', ...argv, ...common)).toMatchObject({
        code: 2,
        err: expect.stringMatching(sentence),
      })
    await refused(/expected an ONNX encoder to distil, found a static model/, '--teacher', embedder)
    await refused(/expected at most the teacher's 8 dimensions, found 256/, '--teacher', writeTinyEncoder())
    await refused(
      /expected text to learn from, found none/,
      '--teacher',
      writeTinyEncoder(),
      '--dimensions',
      '4',
    )
    await refused(
      /expected a text file at .*none\.txt, found nothing/,
      '--teacher',
      writeTinyEncoder(),
      '--dimensions',
      '4',
      '--text',
      join(folder, 'none.txt'),
    )
  })
})

describe('the bundled embedder', () => {
  it('is at most 8 MB, is what its card says, and knows what is similar', async () => {
    const folder = join(import.meta.dirname, '..', '..', 'models', 'bundled')
    const bytes = readdirSync(folder).reduce((sum, file) => sum + readFileSync(join(folder, file)).length, 0)
    expect(bytes).toBeLessThanOrEqual(8_000_000)
    const { createHash } = await import('node:crypto')
    const sha256 = createHash('sha256')
      .update(readFileSync(join(folder, 'model.safetensors')))
      .digest('hex')
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(sha256)
    const embedder = await openEmbedder('bundled')
    const [query] = await embedder.embed(['shortness of breath'], 'query')
    const passages = await embedder.embed(
      ['The patient has dyspnea on exertion.', 'The wound on the left foot has healed.'],
      'passage',
    )
    const [near, far] = passages.map((vector) =>
      vector.reduce((sum, value, d) => sum + value * query![d]!, 0),
    )
    expect(near).toBeGreaterThan(far! + 0.2)
  })
})

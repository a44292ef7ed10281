import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { StoredCounts } from '../../../indexes/store/stored-counts.js'

let path: string
beforeEach(({ onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'chartsift-counts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  path = join(folder, 'counts-a.json')
})

/** The count, and whether it had to be made. */
function ask(counts: StoredCounts, text: string): [tokens: number, isMade: boolean] {
  let isMade = false
  const tokens = counts.of(text, (whole) => {
    isMade = true
    return whole.length
  })
  return [tokens, isMade]
}

function store(text: string, counter = 'own'): void {
  const counts = new StoredCounts(path, counter)
  ask(counts, text)
  counts.save()
}

describe('StoredCounts', () => {
  it('counts a text once, and not again the next time; no text is in its file, which is its owner’s alone', () => {
    store('chest pain')
    expect(ask(new StoredCounts(path, 'own'), 'chest pain')).toEqual([10, false])
    expect(ask(new StoredCounts(path, 'own'), 'fever')).toEqual([5, true])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).not.toContain('chest')
  })

  it('ignores the counts of another counter or record', () => {
    store('chest pain', 'other')
    expect(ask(new StoredCounts(path, 'own'), 'chest pain')).toEqual([10, true])
  })

  it.each([
    ['cut', (text: string) => text.slice(0, 70)],
    ['changed', (text: string) => text.replace(':10}', ':11}')],
    ['emptied', () => ''],
  ])('ignores a file that was %s', (_, damage) => {
    store('chest pain')
    writeFileSync(path, damage(readFileSync(path, 'utf8')))
    expect(ask(new StoredCounts(path, 'own'), 'chest pain')).toEqual([10, true])
  })

  it('works on where nothing can be written', () => {
    mkdirSync(path)
    const counts = new StoredCounts(path, 'own')
    expect(ask(counts, 'chest pain')).toEqual([10, true])
    counts.save()
    const nowhere = new StoredCounts('/nowhere/counts-a.json', 'own')
    ask(nowhere, 'chest pain')
    nowhere.save()
  })

  it('keeps one of two writers whole', () => {
    const [a, b] = [new StoredCounts(path, 'own'), new StoredCounts(path, 'own')]
    ask(a, 'chest pain')
    ask(b, 'fever')
    a.save()
    b.save()
    expect(ask(new StoredCounts(path, 'own'), 'fever')).toEqual([5, false])
  })
})

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { questionFiles } from '../../../corpus/questions/question-files.js'
import { madeFolder } from '../made-folder.js'

describe('questionFiles', () => {
  it('finds the files that are there', () => {
    const folder = madeFolder({ '1.xml': 'x', 'qrels.tsv': 'x', 'facts.jsonl': 'x' })
    expect(questionFiles(folder)).toEqual({
      instructions: null,
      sample: null,
      asof: null,
      qrels: join(folder, 'qrels.tsv'),
      facts: join(folder, 'facts.jsonl'),
      reviewed: null,
      gold: null,
    })
  })

  it('refuses one that is a folder', () => {
    const folder = madeFolder({ 'gold.jsonl/x': 'x' })
    expect(() => questionFiles(folder)).toThrow(
      new InputError(`expected a table at ${join(folder, 'gold.jsonl')}, found a folder`),
    )
  })
})

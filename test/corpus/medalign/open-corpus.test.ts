import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { openCorpus } from '../../../corpus/medalign/open-corpus.js'
import { madeFile, madeFolder } from './made-folder.js'

const ids = (folder: string, ehrs: string | null = null) =>
  openCorpus(folder, ehrs).records.map((r) => r.patientId)

describe('openCorpus', () => {
  it('finds both forms of a name, in order of the id and not of the file', () => {
    expect(
      ids(
        madeFolder({ 'EHR_12.xml': 'x', '9.xml': 'x', '10.XML': 'x', '.hidden.xml': 'x', 'notes.txt': 'x' }),
      ),
    ).toEqual(['10', '12', '9'])
  })

  it('says where a record lies and how large it is', () => {
    const folder = madeFolder({ 'ehrs/1.xml': '12345' })
    expect(openCorpus(folder, null).records).toEqual([
      { patientId: '1', path: join(folder, 'ehrs', '1.xml'), bytes: 5 },
    ])
  })

  it.each([
    [['1.xml', 'ehrs/2.xml'], ['1']],
    [['ehrs/2.xml', 'medalign_ehr_xml/3.xml'], ['2']],
    [['medalign_ehr_xml/3.xml', 'ehrs-record/4.xml'], ['3']],
    [['ehrs-record/4.xml', 'other/5.xml'], ['4']],
    [['folder.xml/6.xml', 'ehrs/2.xml'], ['2']],
  ])('looks in the folder itself, then in the first known one that is there: %j', (files, expected) => {
    expect(ids(madeFolder(Object.fromEntries(files.map((file) => [file, 'x']))))).toEqual(expected)
  })

  it('takes another folder that is named, within the corpus or anywhere', () => {
    const folder = madeFolder({ 'ehrs/1.xml': 'x', 'older/2.xml': 'x' })
    expect(ids(folder, 'older')).toEqual(['2'])
    expect(ids(folder, madeFolder({ '3.xml': 'x' }))).toEqual(['3'])
  })

  it('follows a link to a file and passes over one to nowhere', () => {
    const folder = madeFolder({ 'real.txt': 'x' })
    symlinkSync(join(folder, 'real.txt'), join(folder, '1.xml'))
    symlinkSync(join(folder, 'gone.txt'), join(folder, '2.xml'))
    expect(ids(folder)).toEqual(['1'])
  })

  it('finds the tables that are there', () => {
    const folder = madeFolder({ '1.xml': 'x', 'qrels.tsv': 'x', 'facts.jsonl': 'x' })
    expect(openCorpus(folder, null).tables).toEqual({
      instructions: null,
      sample: null,
      asof: null,
      qrels: join(folder, 'qrels.tsv'),
      facts: join(folder, 'facts.jsonl'),
      reviewed: null,
      gold: null,
    })
  })
})

describe('openCorpus refuses', () => {
  it('two files of one patient', () => {
    const folder = madeFolder({ '1.xml': 'x', 'EHR_1.xml': 'x' })
    expect(() => openCorpus(folder, null)).toThrow(
      `expected one file per patient in ${folder}, found 1.xml and EHR_1.xml`,
    )
  })

  it('a folder that is missing, one that is a file, and one without records', () => {
    const file = madeFile('corpus', 'x')
    const empty = madeFolder({ 'readme.txt': 'x' })
    expect(() => openCorpus(`${empty}/no`, null)).toThrow(
      `expected a corpus folder at ${empty}/no, found nothing`,
    )
    expect(() => openCorpus(file, null)).toThrow(`expected a corpus folder at ${file}, found a file`)
    expect(() => openCorpus(empty, null)).toThrow(
      `expected <id>.xml or EHR_<id>.xml in ${empty} or in its ehrs/, medalign_ehr_xml/, ehrs-record/, found no XML file`,
    )
  })

  it('a named folder that is missing or without records, by its name', () => {
    const folder = madeFolder({ '1.xml': 'x', 'older/readme.txt': 'x' })
    expect(() => openCorpus(folder, 'no')).toThrow('expected a folder of XML records at no, found nothing')
    expect(() => openCorpus(folder, 'older')).toThrow(`in ${join(folder, 'older')}, found no XML file`)
  })

  it('a table that is a folder, and links that lead back to themselves', () => {
    const folder = madeFolder({ '1.xml': 'x', 'gold.jsonl/x': 'x' })
    expect(() => openCorpus(folder, null)).toThrow(
      new InputError(`expected a table at ${join(folder, 'gold.jsonl')}, found a folder`),
    )
    const loops = madeFolder({ 'ehrs/1.xml': 'x' })
    symlinkSync('2.xml', join(loops, 'ehrs', '2.xml'))
    expect(() => openCorpus(loops, null)).toThrow(
      new InputError(
        `expected a folder of XML records at ${join(loops, 'ehrs')}, found a link that leads back to itself`,
      ),
    )
  })

  // Nothing is closed to root.
  it.skipIf(process.getuid?.() === 0)('a folder of records that may not be read', () => {
    const folder = madeFolder({ 'ehrs/1.xml': 'x' })
    chmodSync(join(folder, 'ehrs'), 0)
    expect(() => openCorpus(folder, null)).toThrow(
      new InputError(
        `expected a folder of XML records at ${join(folder, 'ehrs')}, found one that this user may not read`,
      ),
    )
    chmodSync(join(folder, 'ehrs'), 0o700)
  })

  it('a name that could not be a folder of the index', () => {
    expect(() => openCorpus(madeFolder({ 'a b.xml': 'x' }), null)).toThrow(
      'expected a file name of letters, digits, dots and dashes, found a b.xml',
    )
    expect(() => openCorpus(madeFolder({ 'EHR_...xml': 'x' }), null)).toThrow('found EHR_...xml')
  })
})

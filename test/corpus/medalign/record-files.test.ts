import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { recordFiles } from '../../../corpus/medalign/record-files.js'
import { madeFolder } from '../made-folder.js'

const files = (folder: string, records: string | null = null) => recordFiles({ folder, records })
const ids = (folder: string, records: string | null = null) =>
  files(folder, records).map(({ patientId }) => patientId)

describe('recordFiles', () => {
  it('finds both forms of a name, in order of the id and not of the file', () => {
    expect(
      ids(
        madeFolder({ 'EHR_12.xml': 'x', '9.xml': 'x', '10.XML': 'x', '.hidden.xml': 'x', 'notes.txt': 'x' }),
      ),
    ).toEqual(['10', '12', '9'])
  })

  it('says where a record is and how large it is', () => {
    const folder = madeFolder({ 'ehrs/1.xml': '12345' })
    expect(files(folder)).toEqual([{ patientId: '1', files: [join(folder, 'ehrs', '1.xml')], bytes: 5 }])
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

  it('takes another folder that is named', () => {
    const folder = madeFolder({ 'ehrs/1.xml': 'x', 'older/2.xml': 'x' })
    expect(ids(folder, join(folder, 'older'))).toEqual(['2'])
  })

  it('follows a link to a file and passes over one to nowhere', () => {
    const folder = madeFolder({ 'real.txt': 'x' })
    symlinkSync(join(folder, 'real.txt'), join(folder, '1.xml'))
    symlinkSync(join(folder, 'gone.txt'), join(folder, '2.xml'))
    expect(ids(folder)).toEqual(['1'])
  })
})

describe('recordFiles refuses', () => {
  it('two files of one patient', () => {
    const folder = madeFolder({ '1.xml': 'x', 'EHR_1.xml': 'x' })
    expect(() => files(folder)).toThrow(
      `expected one file per patient in ${folder}, found 1.xml and EHR_1.xml`,
    )
  })

  it('links that lead back to themselves', () => {
    const folder = madeFolder({ 'ehrs/1.xml': 'x' })
    symlinkSync('2.xml', join(folder, 'ehrs', '2.xml'))
    expect(() => files(folder)).toThrow(
      new InputError(
        `expected a folder of XML records at ${join(folder, 'ehrs')}, found a link that leads back to itself`,
      ),
    )
  })

  // Nothing is closed to root.
  it.skipIf(process.getuid?.() === 0)('a folder of records that may not be read', () => {
    const folder = madeFolder({ 'ehrs/1.xml': 'x' })
    chmodSync(join(folder, 'ehrs'), 0)
    expect(() => files(folder)).toThrow(
      new InputError(
        `expected a folder of XML records at ${join(folder, 'ehrs')}, found one that this user may not read`,
      ),
    )
    chmodSync(join(folder, 'ehrs'), 0o700)
  })

  it('a name that could not be a folder of the index', () => {
    expect(() => files(madeFolder({ 'a b.xml': 'x' }))).toThrow(
      'expected a file name of letters, digits, dots and dashes, found a b.xml',
    )
    expect(() => files(madeFolder({ 'EHR_...xml': 'x' }))).toThrow('found EHR_...xml')
  })
})

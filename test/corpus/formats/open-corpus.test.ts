import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCorpus } from '../../../corpus/formats/open-corpus.js'
import { madeFile, madeFolder } from '../made-folder.js'

const ids = async (folder: string, ehrs: string | null = null) =>
  (await openCorpus({ folder, ehrs })).patients().map(({ patientId }) => patientId)

describe('openCorpus', () => {
  it('takes another folder of records that is named, within the corpus or anywhere', async () => {
    const folder = madeFolder({ 'ehrs/1.xml': 'x', 'older/2.xml': 'x' })
    expect(await ids(folder)).toEqual(['1'])
    expect(await ids(folder, 'older')).toEqual(['2'])
    expect(await ids(folder, madeFolder({ '3.xml': 'x' }))).toEqual(['3'])
  })

  it('refuses a folder that is missing, one that is a file, and one without records', async () => {
    const file = madeFile('corpus', 'x')
    const empty = madeFolder({ 'readme.txt': 'x' })
    await expect(ids(`${empty}/no`)).rejects.toThrow(`expected a corpus folder at ${empty}/no, found nothing`)
    await expect(ids(file)).rejects.toThrow(`expected a corpus folder at ${file}, found a file`)
    const looked = `<id>.xml or EHR_<id>.xml in ${empty} or in its ehrs/, medalign_ehr_xml/, ehrs-record/`
    await expect(ids(empty)).rejects.toThrow(looked)
    await expect(ids(empty)).rejects.toThrow(/^expected .*, found no such file$/)
  })

  it('refuses a named folder that is missing or without records, by its name', async () => {
    const folder = madeFolder({ '1.xml': 'x', 'older/readme.txt': 'x' })
    await expect(ids(folder, 'no')).rejects.toThrow('expected a folder of records at no, found nothing')
    await expect(ids(folder, 'older')).rejects.toThrow(`<id>.xml or EHR_<id>.xml in ${join(folder, 'older')}`)
  })

  it('lets the format say why a folder that it would recognize cannot be looked through', async () => {
    const folder = madeFolder({ 'ehrs/readme.txt': 'x' })
    symlinkSync('2.xml', join(folder, 'ehrs', '2.xml'))
    await expect(ids(folder)).rejects.toThrow('found a link that leads back to itself')
  })
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { storedOfPatient } from '../../../pipeline/forgetting/stored-patient.js'
import { temporaryFolder } from '../../fixtures/command-line.js'

describe('what results hold of a patient', () => {
  it('is refused, not given up, if a newer version wrote them', () => {
    const path = join(temporaryFolder(), 'results.db')
    const db = new Database(path)
    db.exec('CREATE TABLE contexts (instruction_id TEXT)')
    db.pragma('user_version = 999')
    db.close()
    expect(() => storedOfPatient(path, '1')).toThrow('a newer version of chartsift wrote')
  })

  it('is unknown if the file cannot be read', () => {
    const path = join(temporaryFolder(), 'results.db')
    writeFileSync(path, 'no database')
    expect(storedOfPatient(path, '1')).toBeNull()
  })
})

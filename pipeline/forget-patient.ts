import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { forgetReplies } from './ollama/response-cache.js'
import { REPLIES_FILE } from './workspace.js'

/**
 * Deletes a patient's shards, and every experiment that asked about the patient: its contexts and responses hold
 * record text. Gives the places that held something, relative to the workspace.
 */
export function forgetPatient(workspace: string, patientId: string): string[] {
  const deleted: string[] = []
  for (const corpus of foldersIn(join(workspace, 'corpora'))) {
    const shard = join('corpora', corpus, 'patients', patientId)
    if (!existsSync(join(workspace, shard))) continue
    rmSync(join(workspace, shard), { recursive: true })
    rmSync(join(workspace, 'corpora', corpus, 'manifest.json'), { force: true })
    rmSync(join(workspace, 'stamps', `${corpus}.json`), { force: true })
    deleted.push(shard)
  }
  for (const experiment of foldersIn(join(workspace, 'experiments'))) {
    const folder = join('experiments', experiment)
    if (!asksAbout(join(workspace, folder, 'results.db'), patientId)) continue
    rmSync(join(workspace, folder), { recursive: true })
    deleted.push(folder)
  }
  const replies = join(workspace, REPLIES_FILE)
  if (existsSync(replies) && forgetReplies(replies, patientId)) deleted.push(REPLIES_FILE)
  return deleted
}

/** What cannot be read may hold the patient's contexts and goes as well. */
function asksAbout(path: string, patientId: string): boolean {
  if (!existsSync(path)) return false
  try {
    const db = new Database(path, { readonly: true })
    try {
      return db.prepare('SELECT 1 FROM contexts WHERE patient_id = ? LIMIT 1').get(patientId) !== undefined
    } finally {
      db.close()
    }
  } catch {
    return true
  }
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
}

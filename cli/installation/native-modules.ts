import { InputError } from '../../base/errors/input-error.js'
import { installationSentence } from './installation-error.js'

/**
 * Loads the modules that are compiled on installation before any work begins: a worker that cannot load them would
 * fail for every patient.
 * @throws InputError that says how to fix it
 */
export async function requireNativeModules(): Promise<void> {
  try {
    const { default: Database } = await import('better-sqlite3')
    // This package loads its native part when the first database is opened.
    new Database(':memory:').close()
    await import('hnswlib-node')
  } catch (error) {
    const sentence = installationSentence(error)
    throw sentence === null ? error : new InputError(sentence)
  }
}

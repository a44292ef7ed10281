import { InputError } from '../../base/errors/input-error.js'
import { installationSentence } from './installation-error.js'

/**
 * Loads the modules that are compiled on installation, before any work begins: a worker that cannot load them would
 * fail one patient after another.
 * @throws InputError with the way out
 */
export async function requireNativeModules(): Promise<void> {
  try {
    const { default: Database } = await import('better-sqlite3')
    // It loads its native part with the first database.
    new Database(':memory:').close()
    await import('hnswlib-node')
  } catch (error) {
    const sentence = installationSentence(error)
    throw sentence === null ? error : new InputError(sentence)
  }
}

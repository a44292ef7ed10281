import type Database from 'better-sqlite3'
import type { ModelServer } from '../../../eval/report/execution/execution-facts.js'

/** Adds the table of servers to an older results.db. */
export function serversToo(db: Database.Database): void {
  db.exec(
    'CREATE TABLE servers (name TEXT NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (name, facts)) STRICT, WITHOUT ROWID',
  )
}

/** The servers that generators and judges ran on, a table of results.db. A server that was upgraded in between has two rows. */
export class ServerTable {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  /** @param name of the generator or judge */
  put(name: string, servers: readonly ModelServer[]): void {
    const insert = this.#db.prepare('INSERT OR IGNORE INTO servers VALUES (?, ?)')
    for (const server of servers) insert.run(name, JSON.stringify(factsOf(server)))
  }

  of(name: string): (ModelServer & { readonly generator: string })[] {
    return this.#db
      .prepare<[string], string>('SELECT facts FROM servers WHERE name = ? ORDER BY facts')
      .pluck()
      .all(name)
      .map((facts) => ({ generator: name, ...(JSON.parse(facts) as ModelServer) }))
  }
}

/** Only these facts about a server, in this order. */
function factsOf(server: ModelServer): ModelServer {
  const {
    software,
    host,
    version,
    model,
    digest,
    quantization,
    parameterSize,
    parameterCount,
    sizeBytes,
    trainedContext,
  } = server
  return {
    ...(software === undefined ? {} : { software }),
    host,
    version,
    model,
    digest,
    quantization,
    parameterSize,
    parameterCount,
    sizeBytes,
    trainedContext,
  }
}

/** The files and servers that commands of the README and other pages use when they are tried. */
export type Places = {
  /** A synthetic cohort. */
  readonly cohort: string
  /** A folder with the files that commands read, and for what they write. */
  readonly out: string
  readonly workspace: string
  /** An instruction of the cohort. */
  readonly instruction: string
  /** A stand-in for an Ollama server that has the model llama3.1:8b. */
  readonly host: string
}

/** The command to run instead, or the reason why it is not tried. */
export type Substitution = ((text: string, places: Places) => string) | { readonly skip: string }

const HOST = 'http://127.0.0.1:11434'
/** Files and folders that pages name as if they were in the current folder. */
const NAMED = /(?<=\s)((?:experiments\/)?[\w.-]+\.(?:yaml|jsonl|trec|txt)|beir\/nfcorpus)(?=\s|$)/g

const placed = (text: string, { cohort, out, instruction, host }: Places) =>
  text
    .replaceAll('/data/medalign', cohort)
    .replaceAll(HOST, host)
    .replaceAll('--instruction ID', `--instruction ${instruction}`)
    .replaceAll(NAMED, `${out}/$1`)
const inWorkspace = (text: string, places: Places) =>
  `${placed(text, places)} --workspace ${places.workspace}`

/**
 * Every command of the README and of the pages in docs/, as written there. One that is missing here fails: a command is either
 * tried or has a reason why not.
 */
export const SUBSTITUTIONS: Readonly<Record<string, Substitution>> = {
  'git clone <this repository> chartsift && cd chartsift': { skip: 'this is the clone' },
  'make demo': (text, { workspace }) => `${text} PATIENTS=2 WORKSPACE=${workspace}-demo`,
  'make test': { skip: 'runs by itself before this' },
  'make demo OLLAMA=http://127.0.0.1:11434 MODEL=llama3.1:8b': (text, places) =>
    `${placed(text, places)} PATIENTS=1 WORKSPACE=${places.workspace}-model`,
  'npx --no-install chartsift index /data/medalign': inWorkspace,
  'npx --no-install chartsift list instructions /data/medalign': inWorkspace,
  'npx --no-install chartsift inspect /data/medalign --instruction ID --strategy hybrid --budget 1000':
    inWorkspace,
  'npx --no-install chartsift select /data/medalign --strategies bm25,hybrid --budgets 500,1000 --out contexts.jsonl':
    inWorkspace,
  'npx --no-install chartsift inspect /data/medalign --instruction ID --strategy sift --versus bm25 --budget 1000':
    inWorkspace,
  'npx --no-install chartsift init /data/medalign --out mine.yaml': inWorkspace,
  'npx --no-install chartsift plan mine.yaml': inWorkspace,
  'npx --no-install chartsift plan mine.yaml --sd 35 --icc 0.2': inWorkspace,
  'npx --no-install chartsift init /data/medalign --model llama3.1:8b --out llama.yaml': (text, places) =>
    `${inWorkspace(text, places)} --host ${places.host}`,
  'npx --no-install chartsift run llama.yaml --dry-run': inWorkspace,
  'npx --no-install chartsift run llama.yaml': inWorkspace,
  'npx --no-install chartsift run mine.yaml': inWorkspace,
  'npx --no-install chartsift measure rows.jsonl --out values.jsonl': placed,
  'npx --no-install chartsift measure --run run.trec --qrels qrels.txt': placed,
  'npx --no-install chartsift score experiment.yaml --measures rouge-l,meteor-exact-stem': inWorkspace,
  'npx --no-install chartsift report experiment.yaml --with-text': inWorkspace,
  'npx --no-install chartsift report --compare a.yaml b.yaml': inWorkspace,
  'npx --no-install chartsift export experiment.yaml --format latex': inWorkspace,
  'npx --no-install chartsift export experiment.yaml --format paper --out paper': (text, places) =>
    inWorkspace(text.replace('--out paper', `--out ${places.out}/paper`), places),
  'npx --no-install chartsift doctor --model llama3.1:8b --host http://127.0.0.1:11434 --window 16384':
    inWorkspace,
  'npx --no-install chartsift doctor experiment.yaml': inWorkspace,
  'npx --no-install chartsift run experiment.yaml --dry-run': inWorkspace,
  'npx --no-install chartsift run experiment.yaml --resume': inWorkspace,
  'npx --no-install chartsift run experiment.yaml --max-failed 1%': inWorkspace,
  'npx --no-install chartsift run experiment.yaml --repeat 3': inWorkspace,
  'npx --no-install chartsift rank beir/nfcorpus --strategies bm25,hybrid --out runs.trec': inWorkspace,
}

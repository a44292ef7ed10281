// Prints the demo's experiment file; with an Ollama server and model it answers through them as well.
const [workspace, host, model] = process.argv.slice(2)
const generators = model
  ? `[extractive, {ollama: '${model}', window: 8192${host ? `, host: '${host}'` : ''}}]`
  : '[extractive]'

process.stdout.write(`name: demo
corpus: ${workspace}/demo-cohort
strategies: [none, random, oldest, recent, bm25, dense, hybrid, sift, oracle, full]
budgets: [250, 500, 1000, 2000]
generators: ${generators}
compare:
  baseline: recent
  primary: {measure: evidence-recall, strategy: sift, budget: 1000}
seed: 7
`)

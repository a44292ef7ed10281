// Prints the demo's experiment file; with an Ollama server and model it answers through them as well, small unless FULL is set.
const [workspace, host, model, full] = process.argv.slice(2)
const isSmall = Boolean(model) && !full
const name = isSmall ? 'demo-small' : 'demo'
// 4,096 tokens at most: a window costs memory, and the trial fills it three times.
const options = isSmall ? 'window: 2048, maxAnswerTokens: 160' : 'window: 4096'
const generators = model
  ? `[extractive, {ollama: '${model}', ${options}${host ? `, host: '${host}'` : ''}}]`
  : '[extractive]'
const strategies = isSmall
  ? 'none, recent, sift'
  : 'none, random, oldest, recent, bm25, dense, hybrid, sift, oracle, full'
const budgets = isSmall ? '200, 400' : '250, 500, 1000, 2000'

process.stdout.write(`name: ${name}
corpus: ${workspace}/${name}-cohort
strategies: [${strategies}]
budgets: [${budgets}]
generators: ${generators}
compare:
  baseline: recent
  primary: {measure: evidence-recall, strategy: sift, budget: ${isSmall ? 400 : 1000}}
${model ? '# Very small models often write without an end: that is no fault of the demo.\nmaxFailed: 50%\n' : ''}seed: 7
`)

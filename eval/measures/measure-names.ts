/**
 * Measures of an experiment, and what the reference tools call the same measure (rouge-score, sacrebleu, NLTK, SQuAD,
 * ir_measures). `chartsift measure` writes the tools' names, since their tables are compared by them; every command takes both.
 */
const REFERENCE_NAMES: Readonly<Record<string, string>> = {
  'exact-answer': 'squad.em',
  'token-f1': 'squad.f1',
  'rouge-1': 'rouge1.f1',
  'rouge-2': 'rouge2.f1',
  'rouge-l': 'rougeL.f1',
  'rouge-lsum': 'rougeLsum.f1',
  'rouge-1-unicode': 'rouge1.unicode.f1',
  'rouge-2-unicode': 'rouge2.unicode.f1',
  'rouge-l-unicode': 'rougeL.unicode.f1',
  'rouge-lsum-unicode': 'rougeLsum.unicode.f1',
  bleu: 'bleu',
  chrf: 'chrf',
  'chrf++': 'chrf++',
  gleu: 'gleu',
  'meteor-exact-stem': 'meteor.exact_stem.treebank',
  'ndcg-10': 'nDCG@10',
  'recall-10': 'R@10',
  rr: 'RR',
  ap: 'AP',
}

const MEAN = '-mean'
const NAMES = new Map(Object.entries(REFERENCE_NAMES).map(([name, reference]) => [reference, name]))

/** What the reference tools call a measure of an experiment; a name that has no other spelling is given back. */
export function referenceName(name: string): string {
  const own = lookUp(name)
  if (own !== undefined) return own
  const best = name.endsWith(MEAN) ? lookUp(name.slice(0, -MEAN.length)) : undefined
  return best === undefined ? name : `${best}@mean`
}

/** The name in an experiment of a measure that is spelled as the reference tools do; any other name is given back. */
export function measureNamed(spelling: string): string {
  const own = NAMES.get(spelling)
  if (own !== undefined) return own
  const [base, ...rest] = spelling.split('@mean')
  if (rest.length !== 1 || rest[0] !== '') return spelling
  const best = NAMES.get(base!)
  return best === undefined ? spelling : `${best}${MEAN}`
}

function lookUp(name: string): string | undefined {
  return Object.hasOwn(REFERENCE_NAMES, name) ? REFERENCE_NAMES[name] : undefined
}

/** What each key of an experiment file does. '[]' stands for each item of a list. */
export const FIELD_DESCRIPTIONS: Readonly<Record<string, string>> = {
  name: 'Name of the experiment: letters, digits, dots and dashes. Its results are stored under this name.',
  corpus:
    'Folder of the corpus, relative to the current folder or to this file. It may be the MedAlign release as it is.',
  ehrs: "Folder of the records below the corpus, if it is not the usual one, as in 'ehrs-record'.",
  asOf: "Whether asof.tsv, if there is one, must have a row for each instruction. 'optional': instructions without a row see the whole record.",
  index:
    'How notes and events are cut and embedded: one index, or a list of them. With a list, each strategy runs on each index, and its arms are named STRATEGY@INDEX. If the key is missing, the newest index of the corpus is used.',
  'index.name':
    "Only in a list: name of the index in the arms. Default: made from what differs from the defaults, as in 'tokens-64'.",
  'index.chunk':
    "Unit of notes: 'sentence', 'tokens' (up to a number of tokens) or 'recursive' (LangChain's splitter).",
  'index.windowTokens': "With 'sentence': tokens of the window around each sentence. Default: 64.",
  'index.chunkTokens': "With 'tokens': largest size of a chunk in tokens. Default: 128.",
  'index.overlapTokens': "With 'tokens': tokens that two neighboring chunks share. Default: 16.",
  'index.chunkChars': "With 'recursive': largest size of a chunk in characters. Default: 1000.",
  'index.overlapChars': "With 'recursive': characters that two neighboring chunks share. Default: 200.",
  'index.events':
    "Unit of events: 'series' (all values of one code) or 'day' (all events of a day and domain).",
  'index.eventChars': 'Largest size of a chunk of events in characters.',
  'index.embedder':
    "'bundled', 'ollama:MODEL', or the folder of a Model2Vec model or of an ONNX encoder in transformers.js layout.",
  'index.search':
    "Vector search: 'hnsw', 'exact', or 'auto' (exact for a small record, or when the graph would visit most of it anyway).",
  'index.m': 'HNSW: links of each node.',
  'index.efConstruction': 'HNSW: breadth of the search while the graph is built.',
  'index.ef': 'HNSW: breadth of a search. It is widened if recall@20 is below .99.',
  'index.seed': 'HNSW: seed of the random levels.',
  strategies:
    "What chooses the context, each with the budgets of the experiment or with its own, as in {full: window}. 'chartsift list strategies' describes them. Modifiers follow the name, as in hybrid+mmr+cut. With a list of indexes, STRATEGY@INDEX runs on one of them alone.",
  budgets:
    "Sizes of the contexts in tokens, or 'window': what a generator's window leaves for the context. Each strategy without budgets of its own fills each of them.",
  nominalWindow:
    "Window in tokens of generators that have none, such as 'extractive', for the budget 'window'. Default: the window of the first model.",
  counter:
    "How tokens are counted: 'cl100k', 'o200k', 'approx' (four characters a token, flagged in the report) or the folder of a tokenizer.json. Default: the tokenizer of the model that answers, or cl100k if no model does.",
  reranker: "Folder of a cross-encoder in transformers.js layout, for the modifier 'rerank'.",
  generators: "What generates the answers: 'extractive' (no model) and models on Ollama servers.",
  judges: "Models on Ollama servers that grade the responses, for the measures 'judge-...'.",
  labels:
    "Table of people's labels of the responses: judges are compared with them (without it they are uncalibrated), and 'error-severity' measures how severe errors are.",
  prompt:
    "Prompt template: 'record-first', 'question-first', 'structured' (the model answers as JSON), 'structured-confidence' (and says how sure it is) or 'helm-medalign' (HELM's prompt, byte for byte).",
  measures: "What is measured. 'chartsift list measures' describes them.",
  compare: 'The comparison that the report answers first.',
  'compare.baseline':
    "The strategy that all others are compared with at the same budget, or an arm with a budget of its own, as in {strategy: full, budget: window}. With a list of indexes it is an arm ('hybrid@tokens-64'), or '@INDEX': each strategy is then compared with itself on that index.",
  'compare.baseline.strategy': 'Strategy of the baseline.',
  'compare.baseline.budget': "Budget of the baseline, the same for all comparisons: a number or 'window'.",
  'compare.primary':
    'The one comparison that the experiment is made for. Its p value is not adjusted for the others.',
  'compare.primary.measure': 'Measure of the comparison.',
  'compare.primary.strategy': 'Strategy that is compared with the baseline; with a list of indexes, an arm.',
  'compare.primary.budget': "Budget of the strategy: a number or 'window'.",
  'compare.primary.generator':
    "Generator whose answers are compared: 'extractive' or a model. Default: the first model, or else the first generator.",
  'compare.primary.baseline':
    'What the strategy is compared with, if not with the baseline of all comparisons.',
  'compare.primary.margin':
    'Margin in points of 100: how much worse the strategy may be than its baseline and still count as no worse (non-inferior), and how much both may differ and still count as equivalent.',
  'compare.secondary':
    'Further comparisons that are declared before the run, with the keys of the primary one. Their p values are adjusted for each other.',
  'compare.margin': 'Margin of the primary comparison; the same as compare.primary.margin.',
  maxFailed:
    "How much may fail before the run counts as failed (exit code 1): a number of items, or a percentage of each kind of items, such as '5%'. Default: nothing.",
  seed: 'Seed of the random strategies, of the resampling and of the models.',
}

/**
 * The tokenizers of transformers.js. The build replaces this module in dist/ with a bundle of only these, so that an
 * installed chartsift needs neither the image codec nor the browser runtime of the whole library
 * (packaging/bundle-tokenizers.js).
 */
export { AutoTokenizer, env, PreTrainedTokenizer } from '@xenova/transformers'

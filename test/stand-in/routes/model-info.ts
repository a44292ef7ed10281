import { isEmbedder, type StandInModel } from '../model.js'
import { BOS, EOS, MERGES, TOKEN_TYPES, TOKENS } from '../tokens/tokenizer.js'
import { CHAT_LENGTH, EMBEDDING_LENGTH } from './listing.js'

/** The keys of the model file that /api/show tells; the long lists only where `verbose` asks for them. */
export function modelInfo(model: StandInModel, verbose: boolean): object {
  return isEmbedder(model) ? bert(model) : llama(model, verbose)
}

function llama({ trainedContext }: StandInModel, verbose: boolean): object {
  return {
    'general.architecture': 'llama',
    'general.file_type': 0,
    'general.parameter_count': 344_384,
    'llama.attention.head_count': 4,
    'llama.attention.head_count_kv': 4,
    'llama.attention.layer_norm_rms_epsilon': 0.00001,
    'llama.block_count': 2,
    'llama.context_length': trainedContext,
    'llama.embedding_length': CHAT_LENGTH,
    'llama.feed_forward_length': 128,
    'llama.rope.dimension_count': 16,
    'llama.rope.freq_base': 10_000,
    'llama.vocab_size': TOKENS.length,
    'tokenizer.ggml.add_bos_token': true,
    'tokenizer.ggml.add_space_prefix': false,
    'tokenizer.ggml.bos_token_id': BOS,
    'tokenizer.ggml.eos_token_id': EOS,
    'tokenizer.ggml.merges': verbose ? MERGES : null,
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.padding_token_id': BOS,
    'tokenizer.ggml.pre': 'llama-bpe',
    'tokenizer.ggml.token_type': verbose ? TOKEN_TYPES : null,
    'tokenizer.ggml.tokens': verbose ? TOKENS : null,
  }
}

function bert({ trainedContext }: StandInModel): object {
  return {
    'bert.attention.causal': false,
    'bert.attention.head_count': 12,
    'bert.block_count': 6,
    'bert.context_length': trainedContext,
    'bert.embedding_length': EMBEDDING_LENGTH,
    'bert.pooling_type': 1,
    'general.architecture': 'bert',
    'general.parameter_count': 22_565_376,
    'tokenizer.ggml.add_bos_token': true,
    'tokenizer.ggml.add_eos_token': true,
    'tokenizer.ggml.bos_token_id': 101,
    'tokenizer.ggml.eos_token_id': 102,
    'tokenizer.ggml.merges': null,
    'tokenizer.ggml.model': 'bert',
    'tokenizer.ggml.pre': 'jina-v2-en',
    'tokenizer.ggml.token_type': null,
    'tokenizer.ggml.tokens': null,
  }
}

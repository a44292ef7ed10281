import { z } from 'zod'

/** What is read of /api/version. */
export const versionSchema = z.looseObject({ version: z.string() })

/** What is read of /api/tags. */
export const tagsSchema = z.looseObject({
  models: z.array(
    z.looseObject({
      name: z.string(),
      digest: z.string(),
      size: z.number().nullish(),
      details: z
        .looseObject({ parameter_size: z.string().optional(), quantization_level: z.string().optional() })
        .nullish(),
    }),
  ),
})

/** What is read of /api/show. */
export const showSchema = z.looseObject({
  template: z.string().optional(),
  renderer: z.string().optional(),
  capabilities: z.array(z.string()).nullish(),
  model_info: z.looseObject({}).nullish(),
})

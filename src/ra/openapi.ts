import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { z } from 'zod'
import { account } from '../shared/ra-contract/account.ts'
import { certificate } from '../shared/ra-contract/certificate.ts'
import { raErrorData, raErrorKinds } from '../shared/ra-contract/errors.ts'
import { centre } from '../shared/ra-contract/identity-account.ts'
import { dossier } from '../shared/ra-contract/identity-dossier.ts'
import { dossierFile } from '../shared/ra-contract/identity-operator.ts'
import { raContract, raPathPrefix } from '../shared/ra-contract/index.ts'
import { order } from '../shared/ra-contract/order.ts'
import { requestView } from '../shared/ra-contract/request.ts'
import { session } from '../shared/ra-contract/session.ts'
import { token } from '../shared/ra-contract/token.ts'
import { version } from './version.ts'

/**
 * The body of every refusal, whatever its status. The list of codes is not closed here: a client that does not know a
 * code relies on the status, so a new rule needs no new version of the contract.
 */
const refusal = z.object({
  defined: z.literal(true),
  code: z.enum(Object.keys(raErrorKinds)),
  status: z.int(),
  message: z.string(),
  data: raErrorData.extend({
    code: z.string().meta({
      description:
        'Why. The codes and their params are declared in src/shared/*/errors.zh-cn.ts, under refusals.',
    }),
  }),
})

const schemas = {
  Refusal: refusal,
  Account: account,
  Certificate: certificate,
  Order: order,
  Request: requestView,
  Session: session,
  Dossier: dossier,
  DossierFile: dossierFile,
  Centre: centre,
}

type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>

/** A DELETE needs no body here; the generator declares an empty object for it. */
const withoutBodies = ({ paths = {}, ...document }: Document): Document => ({
  ...document,
  paths: Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      if (item?.delete === undefined) return [path, item]
      const { requestBody: _, ...rest } = item.delete
      return [path, { ...item, delete: rest }]
    }),
  ),
})

/** The OpenAPI 3.1 document of the contract, as text. */
export async function openApiDocument(): Promise<string> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(raContract, {
    info: {
      title: 'Registration authority',
      version,
      description:
        'Contract between the certificate assistant and a registration authority. Bytes are base64 text, times ISO 8601 in UTC. Every refusal has the same body: its kind, its status, and data with a code and parameters.',
    },
    servers: [{ url: `http://127.0.0.1:8420${raPathPrefix}`, description: 'the authority inside' }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    security: [{ bearer: [] }, {}],
    commonSchemas: {
      ...Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [name, { schema, strategy: 'output' as const }]),
      ),
      Token: { schema: token },
    },
    customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/Refusal' }),
  })
  return `${JSON.stringify(withoutBodies(document), null, 1)}\n`
}

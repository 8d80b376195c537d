import { equalBytes } from '../bytes.ts'
import { type DerReader, der, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'

export type AlgorithmIdentifier = {
  readonly oid: string
  /** The parameters' DER, null when absent. An explicit NULL is kept as given. */
  readonly parameters: Uint8Array | null
}

/** Reads an AlgorithmIdentifier. */
export function readAlgorithm(reader: DerReader): AlgorithmIdentifier {
  const body = reader.sequence()
  const oid = body.oid()
  const parameters = body.done ? null : body.raw()
  body.finish()
  return { oid, parameters }
}

/** DER of an AlgorithmIdentifier. */
export function encodeAlgorithm(oid: string, parameters: Uint8Array | null = null): Uint8Array {
  return parameters === null ? der.sequence(der.oid(oid)) : der.sequence(der.oid(oid), parameters)
}

/** Whether both name the same algorithm. NULL and absent parameters count as the same. */
export function sameAlgorithm(a: AlgorithmIdentifier, b: AlgorithmIdentifier): boolean {
  return a.oid === b.oid && equalBytes(bare(a.parameters), bare(b.parameters))
}

function bare(parameters: Uint8Array | null): Uint8Array {
  const isNull = parameters !== null && parameters.length === 2 && parameters[0] === TAG.null
  return parameters === null || isNull ? new Uint8Array() : parameters
}

const NAMES: Readonly<Record<string, string>> = {
  [OID.sm2WithSm3]: 'SM3WithSM2',
  [OID.sm2Signature]: 'SM3WithSM2',
  [OID.rsaSha1]: 'SHA1WithRSA',
  [OID.rsaSha224]: 'SHA224WithRSA',
  [OID.rsaSha256]: 'SHA256WithRSA',
  [OID.rsaSha384]: 'SHA384WithRSA',
  [OID.rsaSha512]: 'SHA512WithRSA',
  [OID.rsaPss]: 'RSASSA-PSS',
  [OID.ed25519]: 'Ed25519',
  [OID.ecdsaSha1]: 'SHA1WithECDSA',
  [OID.ecdsaSha224]: 'SHA224WithECDSA',
  [OID.ecdsaSha256]: 'SHA256WithECDSA',
  [OID.ecdsaSha384]: 'SHA384WithECDSA',
  [OID.ecdsaSha512]: 'SHA512WithECDSA',
}

/** The common name of a signature algorithm, or its dotted number. */
export function signatureAlgorithmName(oid: string): string {
  return NAMES[oid] ?? oid
}

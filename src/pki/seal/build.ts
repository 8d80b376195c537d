import { der } from '../der/index.ts'
import { OID } from '../oids.ts'
import type { SealPicture } from './model.ts'

export type SealSpec = {
  readonly id: string
  readonly vendor: string
  readonly type: 'organisation' | 'personal'
  readonly name: string
  readonly picture: SealPicture
  readonly createdAt: Date
  readonly validFrom: Date
  readonly validTo: Date
  /** DER of the certificates that may use the seal. */
  readonly signers: readonly Uint8Array[]
}

/** The part of a seal of GB/T 38540-2020 that its maker signs. */
export function sealToSign(spec: SealSpec): Uint8Array {
  const { picture } = spec
  return der.sequence(
    der.sequence(der.ia5('ES'), der.integer(4), der.ia5(spec.vendor)),
    der.ia5(spec.id),
    der.sequence(
      der.integer(spec.type === 'organisation' ? 1 : 2),
      der.utf8(spec.name),
      der.integer(1),
      der.sequence(...spec.signers.map((certificate) => der.octets(certificate))),
      der.generalizedTime(spec.createdAt),
      der.generalizedTime(spec.validFrom),
      der.generalizedTime(spec.validTo),
    ),
    der.sequence(
      der.ia5(picture.format),
      der.octets(picture.bytes),
      der.integer(picture.width),
      der.integer(picture.height),
    ),
  )
}

/** The finished seal from its signed part, the maker's certificate and the DER signature. */
export function finishSeal(info: Uint8Array, maker: Uint8Array, signature: Uint8Array): Uint8Array {
  return der.sequence(info, der.octets(maker), der.oid(OID.sm2WithSm3), der.bits(signature))
}

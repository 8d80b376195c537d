import type { Certificate } from '../x509/model.ts'

/** The three standards an electronic seal may follow, told apart by their structure. */
export type SealStandard = 'GM/T 0031-2014' | 'GB/T 38540-2020' | 'GM/T 0031-2025'

export type SealPicture = {
  /** As written: PNG, GIF, BMP, JPG, SVG or OFD. */
  readonly format: string
  readonly bytes: Uint8Array
  /** Size on paper in millimetres. */
  readonly width: number
  readonly height: number
}

/** Who may use the seal: whole certificates, or digests of them. */
export type SealSigners =
  | { readonly kind: 'certificates'; readonly certificates: readonly Certificate[] }
  | {
      readonly kind: 'digests'
      readonly digests: readonly { readonly algorithm: string; readonly value: Uint8Array }[]
    }

export type ElectronicSeal = {
  readonly raw: Uint8Array
  readonly standard: SealStandard
  /** The seal's own number. */
  readonly id: string
  readonly vendor: string
  readonly type: 'organisation' | 'personal' | 'other'
  readonly name: string
  readonly picture: SealPicture
  readonly createdAt: Date
  readonly validFrom: Date
  readonly validTo: Date
  readonly signers: SealSigners
  /** Certificate of the seal's maker. */
  readonly maker: Certificate
  readonly signatureAlgorithm: string
  /** What the maker's signature covers. */
  readonly signedPart: Uint8Array
  readonly signature: Uint8Array
}

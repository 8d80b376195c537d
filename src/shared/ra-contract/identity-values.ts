import { z } from 'zod'
import { documentKinds } from '../identity/documents.ts'
import { appealCauses, dossierKinds, dossierPurposes, dossierSteps, entityTypes } from '../identity/kinds.ts'
import { day, words } from './base.ts'

export const dossierKind = z.enum(dossierKinds)
export const dossierPurpose = z.enum(dossierPurposes)
export const dossierStep = z.enum(dossierSteps)
export const documentKind = z.enum(documentKinds)

/** An identity document. `to: null` is 长期. Its number is checked by `shared/identity/documents.ts`. */
export const identityDocument = z.object({
  kind: documentKind,
  number: words(32),
  validity: z.object({ from: day, to: day.nullable() }),
})
export type RaDocument = z.infer<typeof identityDocument>

/** A phone of mainland China, where codes go. */
export const mobile = z.string().regex(/^1[3-9][0-9]{9}$/)
/** A country or region by its two letters of ISO 3166. */
export const country = z.string().regex(/^[A-Z]{2}$/)

/** 地址所在地, 详细地址, 邮政编码. */
export const place = z.object({
  /** The code of the county (GB/T 2260), and the names that were chosen. */
  regionCode: z.string().regex(/^[0-9]{6}$/),
  province: words(40),
  city: words(40).optional(),
  county: words(60).optional(),
  address: words(300),
  postcode: z.string().regex(/^[0-9]{6}$/),
})
export type RaPlace = z.infer<typeof place>

/** 自然人. */
export const person = z.object({ name: words(100), document: identityDocument, place })
export type RaPerson = z.infer<typeof person>

/** 法定代表人 or 负责人. */
export const representative = z.object({
  name: words(100),
  nationality: country,
  document: identityDocument,
})
export type RaRepresentative = z.infer<typeof representative>

export const entityType = z.enum(entityTypes)

/** What 法人信息验证 and 代理机构信息验证 compare with the register. */
export const registered = z.object({ entityType, name: words(200), creditCode: words(32), representative })
export type RaRegistered = z.infer<typeof registered>

/** An entity without 统一社会信用代码. */
export const foreignEntity = z.object({
  country,
  entityType,
  name: words(200),
  englishName: words(200).regex(/^[\x20-\x7e]+$/),
  representative,
})
export type RaForeignEntity = z.infer<typeof foreignEntity>

export const appealCause = z.enum(appealCauses)

/** 人工申诉: who asks, about which document, and what happened. */
export const appeal = z.object({
  cause: appealCause,
  name: words(200),
  /** Of the person, or the 统一社会信用代码. */
  number: words(32),
  text: words(1000),
})
export type RaAppeal = z.infer<typeof appeal>

/** 经办人身份证明文件, 主体资格证明文件; the documents of an appeal. */
export const uploadPurposes = ['handler-proof', 'subject-proof', 'appeal'] as const
export const uploadPurpose = z.enum(uploadPurposes)
export type UploadPurpose = z.infer<typeof uploadPurpose>

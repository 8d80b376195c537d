import type { HelpContact, IssuerView } from '../../shared/models/index.ts'

export type Point = HelpContact['servicePoints'][number] & { readonly issuer: IssuerView }
export type PointWish = { readonly issuerId: string; readonly region: string; readonly search: string }

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')

/** The service points that a person looks for. An empty wish is all of them. */
export const foundPoints = (points: readonly Point[], wish: PointWish): readonly Point[] => {
  const wanted = plain(wish.search)
  return points.filter(
    ({ issuer, region, name, address }) =>
      (wish.issuerId === '' || issuer.id === wish.issuerId) &&
      (wish.region === '' || region === wish.region) &&
      plain(`${name}${address}${region ?? ''}`).includes(wanted),
  )
}

export const regionsOf = (points: readonly Point[]): readonly string[] => [
  ...new Set(points.flatMap(({ region }) => region ?? [])),
]

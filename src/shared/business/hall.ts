import type { IssuerLink, IssuerView } from '../issuers/model.ts'

export type HallLink = { readonly issuer: IssuerView; readonly link: IssuerLink }
/** `region` is null for the whole country. */
export type HallRegion = { readonly region: IssuerLink['region']; readonly links: readonly HallLink[] }

/** 办事大厅: the pages of all authorities by region, those for the whole country first. */
export const hallOf = (issuers: readonly IssuerView[]): readonly HallRegion[] => {
  const all = issuers.flatMap((issuer) => issuer.links.map((link) => ({ issuer, link })))
  const regions = [...Map.groupBy(all, ({ link }) => link.region?.zh ?? '').entries()]
  return regions
    .map(([, links]) => ({ region: links[0]?.link.region ?? null, links }))
    .toSorted((one, other) => (one.region?.zh ?? '').localeCompare(other.region?.zh ?? '', 'zh-CN'))
}

/** 推荐应用 of the chosen authority. */
export const recommendedLinks = ({ links }: Pick<IssuerView, 'links'>): readonly IssuerLink[] =>
  links.filter(({ recommended }) => recommended)

import type { SiteView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Paged } from '../parts/paged.tsx'
import { Group } from '../settings/group.tsx'
import { AddSite } from './add-site.tsx'
import { SiteRow } from './site-row.tsx'

const found = (sites: readonly SiteView[], search: string): readonly SiteView[] =>
  sites.filter(({ origin, reads }) => `${origin} ${reads ?? ''}`.includes(search.trim().toLowerCase()))

/** 允许的网站: what each may do, when it last did, and the way to end that. */
export const SitesGroup = () => {
  const { snapshot, words } = useAssistant()
  const say = words.webSigning
  const { sites } = snapshot.webSigning
  return (
    <Group title={say.sitesTitle} {...(sites.length === 0 ? { meaning: say.sitesEmpty } : {})}>
      <Paged items={sites} find={found} searchLabel={say.address}>
        {(shown) => shown.map((site) => <SiteRow key={site.origin} site={site} />)}
      </Paged>
      {snapshot.policies.onlyThese ? <p>{words.policies.onlyThese}</p> : <AddSite />}
    </Group>
  )
}

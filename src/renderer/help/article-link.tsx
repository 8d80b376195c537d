import { hashOf } from '../../shared/places/place.ts'
import { useAssistant } from '../live/use-live.tsx'
import { usePlace } from '../place/use-place.ts'

/** A link from an error to the article that explains its hotline code. The small prompt window stays small. */
export const ArticleLink = ({ code }: { readonly code: string }) => {
  const { snapshot, words } = useAssistant()
  const place = usePlace()
  const articleId = snapshot.articleOfCode[code]
  if (articleId === undefined || place?.page === 'prompt') return null
  return <a href={hashOf({ page: 'article', articleId })}>{words.help.aboutCode}</a>
}

import { useCallback } from 'react'
import type { SealPlace } from '../../shared/documents/contract.ts'
import type { ReadableSeal } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import form from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { useSealAddress } from '../seals/seal-picture.tsx'
import { DocumentPages, type Placement } from './page-picture/document-pages.tsx'
import { PlaceOnSheet, type PlacingProps, paper, type Size } from './place-on-sheet.tsx'
import type { FilePages } from './use-file-pages.ts'

/** The page that a place was chosen on: that of the file if it is shown, otherwise the sheet. */
const pageBelow = (place: SealPlace, pages: FilePages): Size => {
  const all = pages.kind === 'drawn' ? pages.drawing.frame.pages : []
  return all[place.on === 'page' ? place.page - 1 : 0] ?? paper
}

/** The other pages are measured when they are sealed. */
export const isInside = (place: SealPlace, { picture }: ReadableSeal, pages: FilePages): boolean => {
  const page = pageBelow(place, pages)
  return (
    place.top + picture.height <= page.height &&
    (place.on === 'edges' || place.left + picture.width <= page.width)
  )
}

const placeOf = ({ page, x, y, scope }: Placement): SealPlace => {
  if (scope === 'edges') return { on: 'edges', top: y }
  return scope === 'all'
    ? { on: 'every-page', left: x, top: y }
    : { on: 'page', page: page + 1, left: x, top: y }
}

type OnPagesProps = Omit<PlacingProps, 'place'> & {
  readonly name: string
  readonly pages: Extract<FilePages, { readonly kind: 'drawn' }>
}

const PlaceOnPages = ({ seal, setPlace, name, pages }: OnPagesProps) => {
  const { words } = useAssistant()
  const { picture } = seal
  const address = useSealAddress(seal.id, picture.kind === 'shown')
  const { frame } = pages.drawing
  const take = useCallback((placement: Placement) => setPlace(placeOf(placement)), [setPlace])
  return (
    <div className={form.stack}>
      <p className={form.soft}>{words.documentsPage.place.onFile(name)}</p>
      <DocumentPages
        pages={frame.pages}
        source={pages.source}
        stamps={frame.stamps}
        verdicts={null}
        seal={{ width: picture.width, height: picture.height, picture: address }}
        onPlace={take}
      />
    </div>
  )
}

/** Where a seal stands: on the pages of the first file, or on a sheet if they cannot be shown. */
export const PlaceSeal = (props: PlacingProps & { readonly name: string; readonly pages: FilePages }) => {
  const { words } = useAssistant()
  const { pages } = props
  if (pages.kind === 'reading') return <Waiting words={words.documentPages.reading} />
  if (pages.kind === 'drawn' && pages.drawing.frame.pages.length > 0)
    return <PlaceOnPages {...props} pages={pages} />
  return <PlaceOnSheet {...props} isInside={isInside(props.place, props.seal, pages)} />
}

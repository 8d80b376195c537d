import type { LeftOutKind } from './drawing.ts'
import type { documentPages as chinese } from './page-words.zh-cn.ts'

const counted = (one: string, many: string) => (count: number) =>
  count === 1 ? `1 ${one}` : `${count} ${many}`

const leftOut: Readonly<Record<LeftOutKind, (count: number) => string>> = {
  'picture-format': counted(
    'picture has a format that is not shown',
    'pictures have a format that is not shown',
  ),
  'picture-too-large': counted('picture is too large to show', 'pictures are too large to show'),
  'picture-missing': counted('picture is not in the file', 'pictures are not in the file'),
  'picture-mask': counted(
    'picture is shown without its transparent parts',
    'pictures are shown without their transparent parts',
  ),
  font: counted('embedded font was replaced by another', 'embedded fonts were replaced by others'),
  pattern: counted('pattern is shown in grey', 'patterns are shown in grey'),
  shading: counted('shading is shown in grey', 'shadings are shown in grey'),
  video: counted('sound or film is not played', 'sounds or films are not played'),
  composite: counted('composite drawing is not shown', 'composite drawings are not shown'),
  template: counted('template is not shown', 'templates are not shown'),
  resource: counted('resource file cannot be read', 'resource files cannot be read'),
  unreadable: counted('thing is damaged and not shown', 'things are damaged and not shown'),
  'too-much': counted('thing is beyond what can be shown', 'things are beyond what can be shown'),
  'unknown-object': counted('thing is of a kind that is not shown', 'things are of a kind that is not shown'),
  'seal-picture': counted('seal has a picture that is not shown', 'seals have a picture that is not shown'),
}

export const documentPages: typeof chinese = {
  leftOut,
  leftOutTitle: counted(
    'thing on this page is not shown as it is',
    'things on this page are not shown as they are',
  ),
  pages: 'Pages of the document',
  page: (page, pages) => `Page ${page} of ${pages}`,
  previous: 'Previous page',
  next: 'Next page',
  goTo: 'Page',
  zoom: 'Zoom',
  zooms: { fit: 'Fit width', actual: '100%' },
  picture: (page) => `Picture of page ${page}`,
  textTitle: (page) => `Text of page ${page}`,
  noText: 'This page has no text that can be read aloud.',
  loading: 'Showing the page…',
  failed:
    'This page cannot be shown. The file may be damaged; what was found about its signatures is not affected.',
  tryAgain: 'Try again',
  stamp: (signer, outcome) => `Seal: ${signer}, ${outcome}`,
  unknownSigner: 'Unknown signer',
  notJudged: 'Not verified yet',
  judged: (signer, outcome, cover) => `${signer}: ${outcome}, ${cover}`,
  coverTitle: 'Signatures that protect this page',
  cover: {
    whole: 'lists everything on this page',
    part: 'lists only a part of this page',
    nothing: 'does not list this page',
  },
  coverInvalid: 'This signature is invalid and does not prove that the page is unchanged.',
  coverUndecided: 'This signature could not be confirmed and does not prove that the page is unchanged.',
  pdfCover: {
    whole: 'protects the whole file as it was signed',
    part: 'protects only a part of the file',
    nothing: 'protects nothing of the file',
    unknown: 'what it protects cannot be told',
  },
  noSignature: 'No signature protects this page.',
  notVerified: 'The file has not been verified, so it is not known what its signatures protect.',
  changed: 'The file was changed after it was verified',
  changedNext: 'Its present content is shown below, to which the result does not apply. Verify it again.',
  reading: 'Reading the pages…',
  noPages: 'The file has no pages',
  leftOutOfDocument: counted('thing of the file is not shown', 'things of the file are not shown'),
  openNote: 'Annotations in a dashed frame are protected by no signature',
  placing: {
    title: 'Place of the seal',
    how: 'Click where the seal should be, or move it with the arrow keys (10 mm at a time with Shift).',
    where: (x, y) => `${x} mm from the left, ${y} mm from the top`,
    scope: 'On which pages',
    scopes: { one: 'This page', all: 'Every page', edges: 'Across the edges' },
    seal: 'Place of the seal',
  },
}

import { base, nothing } from '../contract/base.ts'

export const updatesContract = {
  /** Looks for a new version now. */
  look: base.output(nothing),
  download: base.output(nothing),
  cancel: base.output(nothing),
  /** Puts the downloaded version in place and starts the product again with it. */
  restart: base.output(nothing),
  /** Opens the page with the packages in the system's browser. */
  openPage: base.output(nothing),
}

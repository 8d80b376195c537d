import type { ReactNode } from 'react'
import form from './form.module.css'

/** Fields that belong together, under their name. */
export const Group = ({ legend, children }: { readonly legend: string; readonly children: ReactNode }) => (
  <fieldset className={form.group}>
    <legend>{legend}</legend>
    {children}
  </fieldset>
)

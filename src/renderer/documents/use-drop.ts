import { useEffect, useRef, useState } from 'react'

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false

/** Files may be dropped anywhere on the page. True while they are held over it. */
export const useDrop = (drop: (data: DataTransfer) => void): boolean => {
  const [over, setOver] = useState(false)
  const latest = useRef(drop)
  useEffect(() => {
    latest.current = drop
  }, [drop])
  useEffect(() => {
    // Each element that is entered or left tells so; the page is left when all are.
    let inside = 0
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      inside += 1
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return
      inside = Math.max(0, inside - 1)
      if (inside === 0) setOver(false)
    }
    const hold = (event: DragEvent) => {
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = hasFiles(event) ? 'copy' : 'none'
    }
    const letGo = (event: DragEvent) => {
      event.preventDefault()
      inside = 0
      setOver(false)
      if (event.dataTransfer) latest.current(event.dataTransfer)
    }
    const heard = { dragenter: enter, dragleave: leave, dragover: hold, drop: letGo } as const
    for (const [name, hear] of Object.entries(heard)) window.addEventListener(name as 'drop', hear)
    return () => {
      for (const [name, hear] of Object.entries(heard)) window.removeEventListener(name as 'drop', hear)
    }
  }, [])
  return over
}

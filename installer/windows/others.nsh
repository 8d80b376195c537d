; Clients of others that hold the same ports or bring the same drivers (others.json). The person is told, and decides.

; In $R1 a part of the name under which it is installed.
!macro searchOthers ROOT VIEW
  SetRegView ${VIEW}
  StrCpy $R4 0
  ${Do}
    EnumRegKey $R5 ${ROOT} "${UNINSTALL}" $R4
    ${If} $R5 == ""
      ${Break}
    ${EndIf}
    IntOp $R4 $R4 + 1
    ReadRegStr $R2 ${ROOT} "${UNINSTALL}\$R5" "DisplayName"
    ReadRegStr $R3 ${ROOT} "${UNINSTALL}\$R5" "UninstallString"
    ${StrStr} $R6 $R2 $R1
    ${If} $R6 != ""
    ${AndIf} $R3 != ""
      Call askAboutOther
    ${EndIf}
  ${Loop}
!macroend

; Its own uninstaller speaks with the person.
Function askAboutOther
  MessageBox MB_YESNO|MB_ICONQUESTION "$(otherIsHere)" /SD IDNO IDNO keep
  ExecWait '$R3'
  keep:
FunctionEnd

Function searchOthers
  !insertmacro searchOthers HKLM 64
  !insertmacro searchOthers HKLM 32
  !insertmacro searchOthers HKCU 64
  SetRegView 64
FunctionEnd

Function tellOthers
  ${If} ${Silent}
    Return
  ${EndIf}
  !include "${LISTS}\others.nsh"
FunctionEnd

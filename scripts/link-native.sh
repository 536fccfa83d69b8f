#!/bin/sh
# scripts/link-native.sh ARGUMENT...: the linker of the languages' native modules. rustc lets everything be seen that has
# a name for C, so a module would hold all of UniFFI's functions, which its language never calls. Of rustc's list of what
# can be seen, this leaves what the language looks for; the linker drops the rest.
set -eu
is_module=
list=
for argument; do
    case $argument in
        */lib_native.so | */libferrovirt_jni.so | */libferrovirt_node.so) is_module=yes ;;
        -Wl,--version-script=*) list=${argument#*=} ;;
    esac
done
if [ -n "$is_module" ] && [ -n "$list" ]; then
    names=$(grep -oE '\b(PyInit_|Java_|napi_register_module_v|node_api_module_)[A-Za-z0-9_]*;' "$list") || {
        echo "error: nothing that a language looks for is in '$list'" >&2
        exit 1
    }
    printf '{\n  global:\n%s\n  local: *;\n};\n' "$names" >"$list"
fi
exec cc "$@"

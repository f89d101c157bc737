#!/usr/bin/env bash
# Builds embedded/native against the machine's libtorch, or the one that LIBTORCH names (an unpacked libtorch, or what
# torch.utils.cmake_prefix_path prints). Does nothing when the source and the libtorch are those of the last build.
set -euo pipefail
cd "$(dirname "$0")/.."

root=${LIBTORCH:-/usr}
[[ -d $root/include/ATen ]] || root=$(cd "$root/../.." 2>/dev/null && pwd || echo "$root")   # .../torch/share/cmake
lib=$root/lib
[[ -e $lib/libtorch_cpu.so ]] || lib=/usr/lib/$(uname -m)-linux-gnu
if [[ ! -d $root/include/ATen || ! -e $lib/libtorch_cpu.so ]]; then
  echo "eds: no libtorch in '${LIBTORCH:-/usr}': it needs include/ATen and lib/libtorch_cpu.so." >&2
  exit 2
fi

source=embedded/native/boxed_torch.cpp
output=artifacts/native/libboxed_torch.so
stamp="$(sha256sum "$source" "$0" | sha256sum | cut -c1-16) $(stat -Lc '%n %s %Y' "$lib/libtorch_cpu.so")"
[[ -e $output && -e $output.stamp && $(<"$output.stamp") == "$stamp" ]] && exit 0

flags=(-O2 -fPIC -shared -fvisibility=hidden -I"$root/include" -I"$root/include/torch/csrc/api/include")
# No `grep -q` here: under pipefail it may fail by closing nm's pipe.
[[ $(nm -D "$lib/libc10.so") == *__cxx11* ]] || flags+=(-D_GLIBCXX_USE_CXX11_ABI=0)
# Every symbol resolved at the link and again at the load: another ABI is an error there, not a crash in some call.
libraries=(-L"$lib" -Wl,-rpath,"$lib" -Wl,--no-undefined,-z,now -Wl,--no-as-needed -ltorch -ltorch_cpu -lc10)
[[ -e $lib/libtorch_cuda.so ]] && libraries+=(-ltorch_cuda -lc10_cuda)

mkdir -p artifacts/native
log=artifacts/native/build.log
for standard in c++17 c++20; do    # up to 2.x headers are C++17; later ones ask for 20
  if g++ -std=$standard "${flags[@]}" "$source" -o "$output" "${libraries[@]}" 2>"$log"; then
    echo "$stamp" >"$output.stamp"
    exit 0
  fi
done
echo "eds: the native part does not build against the libtorch in '$root':" >&2
grep -m5 -E 'error' "$log" >&2 || tail -5 "$log" >&2
exit 1

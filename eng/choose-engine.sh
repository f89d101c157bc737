#!/usr/bin/env bash
# Asks the package registry once whether it serves Akka.NET and TorchSharp with all they need and whether TorchSharp runs
# here, and writes engine.props.
set -euo pipefail
cd "$(dirname "$0")/.."

probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
version() { sed -n "s|.*<$1 Condition[^>]*>\(.*\)</$1>|\1|p" Directory.Build.props; }

serves() { # NAME=VERSION...; leaves what the restore said in $log
  {
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>'
    printf '%s\n' "$@" | sed 's|\(.*\)=\(.*\)|<PackageReference Include="\1" Version="\2" />|'
    echo '</ItemGroup></Project>'
  } >"$probe/probe.csproj"
  log=$(dotnet restore "$probe" --nologo 2>&1)
}

# TorchSharp's native part may ask for a newer C++ runtime than this machine has. Looked at before half a gigabyte of
# libtorch is fetched.
unmet_by_torchsharp() {
  local folder native links
  folder=$(dotnet nuget locals global-packages --list --force-english-output | sed 's/^[^:]*: //')
  native=$(find "$folder/torchsharp/$torch" -name libLibTorchSharp.so -path '*linux-x64*' -print -quit)
  links=$(ldd "$native" 2>&1) || true    # no pipe: under pipefail a reader that stops early is a failure
  grep -m1 -oE 'version .* not found' <<<"$links"
}

akka=$(version AkkaVersion) torch=$(version TorchSharpVersion) engine=embedded
if ! serves "Akka.Streams=$akka" "Akka.TestKit.Xunit2=$akka" "TorchSharp=$torch"; then
  lacking=$(grep -oE 'NU110[123][^:]*: Unable to find (a stable )?package [A-Za-z0-9.-]+' <<<"$log" | awk '{ print $NF }' |
    sort -u | paste -sd, | sed 's/,/, /g; s/\.$//') || true
  why=${lacking:+the registry lacks $lacking}
  why=${why:-no package registry answered}
elif unmet=$(unmet_by_torchsharp); then
  why="the registry serves Akka.NET and TorchSharp, but TorchSharp does not load here: $unmet"
elif ! serves "TorchSharp-cpu=$torch"; then
  why="the registry serves TorchSharp, but no libtorch with it"
else
  engine=packages why="the registry serves Akka.NET and TorchSharp"
fi

cat >engine.props <<EOF
<Project>
  <!-- engine $engine: $why -->
  <PropertyGroup><Engine Condition="'\$(Engine)' == ''">$engine</Engine></PropertyGroup>
</Project>
EOF

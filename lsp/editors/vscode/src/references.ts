//===- references.ts - the command of the lens with callers ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The server knows no command of VS Code. It gives a lens this one if the client
// says that it has it.
//
//===----------------------------------------------------------------------===//

import type {
  ClientCapabilities,
  Location,
  Position,
} from "vscode-languageclient";

export const showReferences = "corolint.showReferences";

/** Says that the client has the command, beside those of others. */
export function tellCommand(capabilities: ClientCapabilities): void {
  const experimental = (capabilities.experimental ?? {}) as {
    commands?: { commands?: string[] };
  };
  const others = experimental.commands?.commands ?? [];
  capabilities.experimental = {
    ...experimental,
    commands: { commands: [...others, showReferences] },
  };
}

export interface References {
  uri: string;
  position: Position;
  locations: Location[];
}

/** What the server has given the command; nothing if it is something else. */
export function referencesOf(given: unknown[]): References | undefined {
  const [uri, position, locations] = given;
  if (typeof uri !== "string" || !isPosition(position)) return undefined;
  if (!Array.isArray(locations) || !locations.every(isLocation))
    return undefined;
  return { uri, position, locations };
}

function has<K extends string>(
  value: unknown,
  key: K,
): value is Record<K, unknown> {
  return typeof value === "object" && value !== null && key in value;
}

function isPosition(value: unknown): value is Position {
  return (
    has(value, "line") &&
    typeof value.line === "number" &&
    has(value, "character") &&
    typeof value.character === "number"
  );
}

function isLocation(value: unknown): value is Location {
  return (
    has(value, "uri") &&
    typeof value.uri === "string" &&
    has(value, "range") &&
    has(value.range, "start") &&
    isPosition(value.range.start) &&
    has(value.range, "end") &&
    isPosition(value.range.end)
  );
}

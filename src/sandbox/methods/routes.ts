import { blockMethods } from './blocks.ts';
import { bookmarkMethods } from './bookmarks.ts';
import type { Method } from './call.ts';
import { chatMethods } from './chat.ts';
import { conversationMembers } from './conversations-members.ts';
import { conversationReads } from './conversations-read.ts';
import { conversationWrites } from './conversations-write.ts';
import { fileMethods } from './files.ts';
import { historyMethods } from './history.ts';
import { markMethods } from './marks.ts';
import { metaMethods } from './meta.ts';
import { usergroupMethods } from './usergroups.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

/** Method name to what answers it; the table in table.ts says as much in data, and a test holds both equal. */
export const methodRoutes: ReadonlyMap<string, Method> = new Map(
  Object.entries<Method>({
    ...metaMethods,
    ...chatMethods,
    ...conversationReads,
    ...conversationWrites,
    ...conversationMembers,
    ...historyMethods,
    ...userMethods,
    ...usergroupMethods,
    ...markMethods,
    ...bookmarkMethods,
    ...viewMethods,
    ...fileMethods,
    ...blockMethods,
  }),
);

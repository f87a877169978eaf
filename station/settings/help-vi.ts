// The settings' help in Vietnamese, by the schema's own sentence. A sentence that is missing here is a fault (a test says so).

export const helpVi: Readonly<Record<string, string>> = {};

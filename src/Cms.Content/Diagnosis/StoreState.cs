namespace Cms.Content.Diagnosis;

/// <summary>What somebody who keeps a store running wants to know of it.</summary>
/// <param name="Server">PostgreSQL's version, in the text that it gives itself.</param>
/// <param name="Encoding">The database's, in PostgreSQL's name.</param>
/// <param name="Time">The server's own, at the moment of the question.</param>
/// <param name="Connections">How many the server has open, for whomever.</param>
/// <param name="Bytes">What the database takes on disk.</param>
/// <param name="Published">Posts that readers see.</param>
/// <param name="Unpublished">All other posts but those in the trash.</param>
/// <param name="Unindexed">Posts that searches do not find as they are now.</param>
/// <param name="BegunSources">Sources whose last import has not come to its end: it is under way, or was stopped.</param>
public sealed record StoreState(
    string Server,
    string Encoding,
    DateTimeOffset Time,
    int Connections,
    int MaxConnections,
    long Bytes,
    long Published,
    long Unpublished,
    long Trashed,
    long Unindexed,
    IReadOnlyList<string> BegunSources);

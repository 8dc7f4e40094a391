namespace Cms.Content.Access;

/// <summary>Who changes something, as the audit names them.</summary>
/// <param name="Name">The key's name, the token's subject, or what stands for the program itself.</param>
/// <param name="KeyId">Null without a key.</param>
/// <param name="Address">The address that the request came from; null without a request.</param>
public sealed record Actor(string Name, Guid? KeyId = null, string? Address = null)
{
    /// <summary>Nobody asked: a time has come, or the program starts.</summary>
    public static Actor Program { get; } = new("cms");

    /// <summary>Someone who may open the database anyway.</summary>
    public static Actor CommandLine { get; } = new("command line");
}

using System.Text.Json;
using Cms.Content.Changes;
using Cms.Rest.Posts;

namespace Cms.Rest.Changes;

/// <summary>Writes a <see cref="ChangeResponse"/> of each change, with posts as they stand in lists.</summary>
internal sealed class ChangeAnswers(PostAnswers posts)
{
    public ReadOnlyMemory<byte> Page(ChangePage page, ChangeQuestion question, CancellationToken ct) => PostAnswers.Write(page.Items.Count, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items"u8);
        foreach (var change in page.Items)
        {
            Write(writer, change, question, ct);
        }

        writer.WriteEndArray();
        writer.WriteString("next"u8, page.Next);
        writer.WriteBoolean("more"u8, page.HasMore);
        writer.WriteEndObject();
    });

    public ReadOnlyMemory<byte> Change(PublishedChange change, ChangeQuestion question, CancellationToken ct) =>
        PostAnswers.Write(1, writer => Write(writer, change, question, ct));

    public static string TypeOf(PublishedChange change) => change is PublishedChange.Upsert ? "upsert" : "delete";

    private void Write(Utf8JsonWriter writer, PublishedChange change, ChangeQuestion question, CancellationToken ct)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, TypeOf(change));
        if (change is PublishedChange.Upsert { Post: var post })
        {
            writer.WritePropertyName("post"u8);
            posts.Write(writer, post, question.Body, ct, question.Shown);
        }
        else
        {
            writer.WriteString("id"u8, change.Id);
            writer.WriteString("slug"u8, change.Slug);
            writer.WriteString("path"u8, change.Path);
            writer.WriteStartArray("earlierPaths"u8);
            foreach (var path in change.EarlierPaths)
            {
                writer.WriteStringValue(path);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}

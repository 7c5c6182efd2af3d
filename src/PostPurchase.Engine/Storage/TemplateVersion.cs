using System.Security.Cryptography;
using System.Text;

namespace PostPurchase.Engine.Storage;

/// <summary>The texts that mails of a template left with. Kept with the first of them, so that each can be made again when the template has changed.</summary>
/// <param name="Template">Its name.</param>
/// <param name="Hash">As in the targets of the mails.</param>
/// <param name="Texts">Text by file name as the mail's store sees it, partials too.</param>
internal sealed record TemplateVersion(string Template, string Hash, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>Writes it unless it is there.</summary>
    public void Keep(Session session)
    {
        if (!session.TemplateVersions.Add((Template, Hash)) || session[TemplateVersionSql.IsKept].With(Template).With(Hash).First(row => row.Long(0)) == 1) return;
        var files = new Dictionary<string, string>(Texts.Count);
        foreach (var (file, text) in Texts)
        {
            files[file] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
            session[TemplateVersionSql.WriteText].With(files[file]).With(text).Run();
        }

        session[TemplateVersionSql.Write].With(Template).With(Hash).With(StoredJson.Write(files, StoredJson.Default.DictionaryStringString)).Run();
    }

    /// <summary>The version of that hash; null where no mail left with it since versions are kept.</summary>
    public static TemplateVersion? Find(Session session, string template, string hash)
    {
        if (session[TemplateVersionSql.Find].With(template).With(hash).First(row => row.Text(0)) is not { } json) return null;
        var files = StoredJson.Read(json, StoredJson.Default.DictionaryStringString);
        return new(template, hash, files.ToDictionary(file => file.Key, file => session[TemplateVersionSql.ReadText].With(file.Value).First(row => row.Text(0)) ?? "", StringComparer.OrdinalIgnoreCase));
    }
}

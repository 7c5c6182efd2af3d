namespace PostPurchase.Core.Sending;

/// <summary>What a mail is in law and in the gate.</summary>
public enum ContentKind
{
    /// <summary>Belongs to the purchase; an unsubscribe never stops it.</summary>
    Transactional,

    /// <summary>The shop's own products and advice.</summary>
    Own,

    /// <summary>Anything with an offer of somebody else.</summary>
    ThirdParty,
}
